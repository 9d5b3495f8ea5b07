// expect-state 100:0,-1
OPENQASM 3.0;
include "qelib1.inc";
qubit[3] q;
x q[0];
ctrl @ rxx(pi) q[0], q[1], q[2];
ctrl @ ryy(pi) q[0], q[1], q[2];
ctrl @ rzz(pi) q[0], q[1], q[2];
