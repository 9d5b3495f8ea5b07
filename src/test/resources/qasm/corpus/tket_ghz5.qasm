// expect-state 00000:0.707106781186548,0.0 11111:0.707106781186548,0.0
OPENQASM 2.0;
include "qelib1.inc";

qreg node[5];
creg c[5];
h node[0];
cx node[0],node[1];
cx node[1],node[2];
cx node[2],node[3];
cx node[3],node[4];
barrier node[0],node[1],node[2],node[3],node[4];
measure node[0] -> c[0];
measure node[1] -> c[1];
measure node[2] -> c[2];
measure node[3] -> c[3];
measure node[4] -> c[4];
