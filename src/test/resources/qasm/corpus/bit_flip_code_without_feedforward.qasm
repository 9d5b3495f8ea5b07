// expect-outcome out=1
OPENQASM 2.0;
include "qelib1.inc";
qreg data[3];
creg out[1];
// encode |1>, flip one, decode, and correct by a Toffoli
x data[0];
cx data[0],data[1];
cx data[0],data[2];
x data[0];
cx data[0],data[1];
cx data[0],data[2];
ccx data[1],data[2],data[0];
measure data[0] -> out[0];
