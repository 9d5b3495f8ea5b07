// expect-probabilities 0000:0.25 0101:0.25 1010:0.25 1111:0.25
OPENQASM 2.0;
include "qelib1.inc";
qreg a[2];
qreg b[2];
h a;
cx a,b;
