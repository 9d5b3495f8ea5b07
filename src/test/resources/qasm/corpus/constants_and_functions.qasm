// expect-state 1:0,-1
OPENQASM 3.0;
include "stdgates.inc";
const float half = pi / 2;
const float angle_sum = half + arcsin(1.0) - ln(exp(0.0));
qubit q;
rx(angle_sum * sqrt(4) / 2 + sin(0) + tan(0) + (cos(0) - 1)) q;
