// expect-outcome output=11
OPENQASM 2.0;
include "qelib1.inc";
qreg input[1];
qreg box[1];
creg output[2];
x input[0];
cx input[0],box[0];
measure input[0] -> output[0];
measure box[0] -> output[1];
