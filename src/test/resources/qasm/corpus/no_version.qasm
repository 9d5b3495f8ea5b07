// expect-state 00:0.7071067811865476 11:0.7071067811865476
include "stdgates.inc";
qubit[2] q;
h q[0];
cx q[0], q[1];
