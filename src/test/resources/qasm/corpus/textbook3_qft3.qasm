// expect-state 000:0.353553390593274,0.0 001:-0.25,-0.25 010:0.0,0.353553390593274 011:0.25,-0.25 100:-0.353553390593274,0.0 101:0.25,0.25 110:0.0,-0.353553390593274 111:-0.25,0.25
OPENQASM 3;
include "stdgates.inc";

qubit[3] reg;
bit[3] out;

x reg[0];
x reg[2];
h reg[0];
cp(π/2) reg[1], reg[0];
cp(π/4) reg[2], reg[0];
h reg[1];
cp(π/2) reg[2], reg[1];
h reg[2];
swap reg[0], reg[2];

out = measure reg;
