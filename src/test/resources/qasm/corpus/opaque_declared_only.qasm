// expect-probabilities 0:0.5 1:0.5
OPENQASM 2.0;
include "qelib1.inc";
opaque pulse(duration,amplitude) a,b;
opaque wait a;
qreg q[1];
h q[0];
