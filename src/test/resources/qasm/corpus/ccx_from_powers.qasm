// expect-equals ccx.qasm
OPENQASM 3.0;
include "stdgates.inc";
// Barenco et al., figure 8, with V the root of X
qubit[3] q;
gate v a { pow(1/2) @ x a; }
ctrl @ v q[1], q[2];
cx q[0], q[1];
ctrl @ inv @ v q[1], q[2];
cx q[0], q[1];
ctrl @ v q[0], q[2];
