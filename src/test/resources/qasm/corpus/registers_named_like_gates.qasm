// expect-state 11:1
OPENQASM 2.0;
include "qelib1.inc";
qreg x[1];
qreg h[1];
x x[0];
cx x[0],h[0];
