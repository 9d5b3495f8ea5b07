// expect-probabilities 0000:0.25 0011:0.25 1100:0.25 1111:0.25
OPENQASM 2.0;
include "qelib1.inc";
gate bell a,b { h a; cx a,b; }
gate twobells a,b,c,d { bell a,b; barrier a,b,c,d; bell c,d; }
qreg q[4];
twobells q[0],q[1],q[2],q[3];
