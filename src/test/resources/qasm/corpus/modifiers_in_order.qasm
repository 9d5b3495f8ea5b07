// expect-state 1011:-1
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
x q[0]; x q[2];
ctrl @ negctrl @ ctrl @ x q[0], q[1], q[2], q[3];
inv @ ctrl @ pow(2) @ s q[0], q[2];
