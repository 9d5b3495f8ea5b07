// expect-state 111:1
OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
u3(pi/2,0,pi) q[0];
u2(0,pi) q[1];
u(pi,0,pi) q[2];
u1(pi) q[0];
p(pi) q[1];
u0(1) q[2];
h q[0]; h q[1];
