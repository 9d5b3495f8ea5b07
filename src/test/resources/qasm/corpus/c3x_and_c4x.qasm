// expect-state 11101:1
OPENQASM 2.0;
include "qelib1.inc";
qreg q[5];
x q[0]; x q[1]; x q[2];
c3x q[0],q[1],q[2],q[3];
c4x q[0],q[1],q[2],q[3],q[4];
c3sqrtx q[0],q[1],q[2],q[3];
c3sqrtx q[0],q[1],q[2],q[3];
