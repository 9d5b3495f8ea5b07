// expect-state 101111:1.0,0.0
OPENQASM 3;
include "stdgates.inc";

qubit[6] reg;
bit[6] out;

x reg[0];
x reg[2];
x reg[4];
x reg[3];
cx reg[2], reg[1];
cx reg[2], reg[0];
ccx reg[0], reg[1], reg[2];
cx reg[4], reg[3];
cx reg[4], reg[2];
ccx reg[2], reg[3], reg[4];
cx reg[4], reg[5];
ccx reg[2], reg[3], reg[4];
cx reg[4], reg[2];
cx reg[2], reg[3];
ccx reg[0], reg[1], reg[2];
cx reg[2], reg[0];
cx reg[0], reg[1];

out = measure reg;
