// expect-state 111011:1
OPENQASM 3.0;
include "stdgates.inc";
qubit[2] a;
qubit[4] b;
let evens = b[0:2:3];
let all = a ++ evens;
let last = b[-1];
x all;
x last;
