// expect-state 1100:0.995004165278026 0011:0.099833416646828
OPENQASM 2.0;
include "qelib1.inc";
qreg q[4];
x q[0]; x q[1];
// one double excitation term exp(-i t/2 XXXY), t = 0.2
h q[0]; h q[1]; h q[2]; rx(pi/2) q[3];
cx q[0],q[1]; cx q[1],q[2]; cx q[2],q[3];
rz(0.2) q[3];
cx q[2],q[3]; cx q[1],q[2]; cx q[0],q[1];
h q[0]; h q[1]; h q[2]; rx(-pi/2) q[3];
