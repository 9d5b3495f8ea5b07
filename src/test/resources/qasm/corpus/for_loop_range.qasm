// expect-state 00000:0.7071067811865476 11111:0.7071067811865476
OPENQASM 3.0;
include "stdgates.inc";
const int n = 5;
qubit[n] q;
h q[0];
for int i in [0:n-2] {
  cx q[i], q[i+1];
}
