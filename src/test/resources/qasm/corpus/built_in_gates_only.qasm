// expect-state 00:0.7071067811865476 11:0.7071067811865476
OPENQASM 2.0;
// no include: U and CX are the language
qreg r[2];
U(pi/2,0,pi) r[0];
CX r[0],r[1];
