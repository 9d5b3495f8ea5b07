// expect-state 1010:1.0,0.0
OPENQASM 3;
include "stdgates.inc";

qubit[4] reg;
bit[4] out;

h reg[0];
h reg[1];
h reg[2];
h reg[3];
x reg[0];
x reg[2];
cz reg[0], reg[1];
cz reg[2], reg[3];
x reg[0];
x reg[2];
h reg[0];
h reg[1];
h reg[2];
h reg[3];
cz reg[0], reg[1];
cz reg[2], reg[3];
h reg[0];
h reg[1];
h reg[2];
h reg[3];

out = measure reg;
