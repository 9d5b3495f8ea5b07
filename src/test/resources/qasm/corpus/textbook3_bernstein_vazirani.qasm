// expect-state 10111:1.0,0.0
OPENQASM 3;
include "stdgates.inc";

qubit[5] reg;
bit[5] out;

x reg[4];
h reg[0];
h reg[1];
h reg[2];
h reg[3];
h reg[4];
cx reg[0], reg[4];
cx reg[2], reg[4];
cx reg[3], reg[4];
h reg[0];
h reg[1];
h reg[2];
h reg[3];
h reg[4];

out = measure reg;
