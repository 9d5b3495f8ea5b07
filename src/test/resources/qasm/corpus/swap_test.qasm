// expect-probabilities 001:0.25 010:0.25 101:0.25 110:0.25
OPENQASM 2.0;
include "qelib1.inc";
qreg anc[1]; qreg a[1]; qreg b[1];
creg c[1];
h anc[0];
x b[0];
cswap anc[0],a[0],b[0];
h anc[0];
measure anc[0] -> c[0];
