// expect-state 111:0,-1
OPENQASM 3.0;
include "stdgates.inc";
const float quarter = pi / 4;
const int twice = 2;
gate fancy a, b, c { ctrl(twice) @ rx(4 * quarter) a, b, c; }
qubit[3] q;
x q[0:1];
fancy q[0], q[1], q[2];
