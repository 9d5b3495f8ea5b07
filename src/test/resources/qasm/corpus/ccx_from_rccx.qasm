// expect-probabilities 000:1
OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
rccx q[0],q[1],q[2];
