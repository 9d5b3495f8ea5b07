// expect-state 01:0,1
OPENQASM 2.0;
include "qelib1.inc";
qreg q[2];
x q[0];
iswap q[0],q[1];
