// expect-parameters theta=0.25 phi=0.5
// expect-probabilities 00:0.260287230697899 11:0.739712769302102
OPENQASM 3.0;
include "stdgates.inc";
input float[64] theta;
input angle phi;
qubit[2] q;
ry(2*theta + pi/2) q[0];
rz(-phi/2) q[1];
cx q[0], q[1];
