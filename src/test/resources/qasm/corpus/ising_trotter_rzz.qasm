// expect-state 11:0,-1
OPENQASM 3.0;
include "qelib1.inc";
// tket writes ZZPhase as rzz
qubit[2] q;
h q;
rzz(pi/2) q[0], q[1];
rzz(pi/2) q[0], q[1];
h q;
