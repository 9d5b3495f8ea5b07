// expect-probabilities 00:1
OPENQASM 3;
include "stdgates.inc";
qubit[2] q;
crz(0.8) q[0], q[1];
