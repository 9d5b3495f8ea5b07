// expect-equals ccx.qasm
OPENQASM 3.0;
include "stdgates.inc";
qubit[3] q;
x q[0:1];
negctrl(2) @ x q[0], q[1], q[2];
x q[{0, 1}];
