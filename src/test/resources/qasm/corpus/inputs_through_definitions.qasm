// expect-parameters theta=0.6 phi=0.5 lambda=0.4
// expect-probabilities 10:0.912667807454839 11:0.087332192545161
OPENQASM 3.0;
include "qelib1.inc";
input float theta;
input float phi;
input float lambda;
gate layer(t, p, l) a, b { cu3(t, p, l) a, b; }
qubit[2] q;
x q[0];
layer(theta, phi, lambda) q[0], q[1];
