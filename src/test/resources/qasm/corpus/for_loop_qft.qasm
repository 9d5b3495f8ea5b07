// expect-state 000:0.353553390593274,0.0 001:0.25,0.25 010:0.0,0.353553390593274 011:-0.25,0.25 100:-0.353553390593274,0.0 101:-0.25,-0.25 110:0.0,-0.353553390593274 111:0.25,-0.25
OPENQASM 3.0;
include "stdgates.inc";
const uint n = 3;
qubit[n] q;
x q[2];
for uint i in [0:n-1] {
  h q[i];
  for uint j in [i+1:n-1] cp(pi/2**(j-i)) q[j], q[i];
}
swap q[0], q[2];
