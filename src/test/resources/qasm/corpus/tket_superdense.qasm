// expect-state 11:1.0,0.0
OPENQASM 2.0;
include "qelib1.inc";

qreg node[2];
creg c[2];
h node[0];
cx node[0],node[1];
x node[0];
z node[0];
cx node[0],node[1];
h node[0];
barrier node[0],node[1];
measure node[0] -> c[0];
measure node[1] -> c[1];
