// expect-state 10111:1.0,0.0
OPENQASM 2.0;
include "qelib1.inc";

qreg node[5];
creg c[5];
x node[4];
h node[0];
h node[1];
h node[2];
h node[3];
h node[4];
cx node[0],node[4];
cx node[2],node[4];
cx node[3],node[4];
h node[0];
h node[1];
h node[2];
h node[3];
h node[4];
barrier node[0],node[1],node[2],node[3],node[4];
measure node[0] -> c[0];
measure node[1] -> c[1];
measure node[2] -> c[2];
measure node[3] -> c[3];
measure node[4] -> c[4];
