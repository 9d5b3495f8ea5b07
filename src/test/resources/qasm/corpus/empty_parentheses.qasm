// expect-probabilities 0:0.5 1:0.5
OPENQASM 2.0;
include "qelib1.inc";
gate mine() a { h() a; }
qreg q[1];
mine() q[0];
