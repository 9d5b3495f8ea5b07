// expect-state 11:1.0,0.0
OPENQASM 3;
include "stdgates.inc";

qubit[2] reg;
bit[2] out;

h reg[0];
cx reg[0], reg[1];
x reg[0];
z reg[0];
cx reg[0], reg[1];
h reg[0];

out = measure reg;
