// expect-probabilities 110:1
OPENQASM 2.0;
include "qelib1.inc";
qreg q[3];
rx(-2^2*pi/4) q[0];
ry(2^-1*2*pi) q[1];
rz(sin(pi/2)+cos(0)-exp(0)-ln(1)+sqrt(4)-2*1e0) q[2];
