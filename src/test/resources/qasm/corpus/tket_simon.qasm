// expect-state 0000:0.5,0.0 0011:0.5,0.0 1100:0.5,0.0 1111:-0.5,0.0
OPENQASM 2.0;
include "qelib1.inc";

qreg node[4];
creg c[4];
h node[0];
h node[1];
cx node[0],node[2];
cx node[0],node[3];
cx node[1],node[2];
cx node[1],node[3];
h node[0];
h node[1];
barrier node[0],node[1],node[2],node[3];
measure node[0] -> c[0];
measure node[1] -> c[1];
measure node[2] -> c[2];
measure node[3] -> c[3];
