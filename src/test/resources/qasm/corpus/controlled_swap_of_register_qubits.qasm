// expect-state 101:1
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
x q[0]; x q[1];
ctrl @ swap q[0], q[1], q[2];
