// expect-state 000:0.707106781186548,0.0 111:0.707106781186548,0.0
OPENQASM 3;
include "stdgates.inc";

qubit[3] reg;
bit[3] out;

h reg[0];
cx reg[0], reg[1];
cx reg[1], reg[2];

out = measure reg;
