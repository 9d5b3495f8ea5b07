// expect-outcome c=10.0
// expect-measurements 1->c[0] 2->c[1] 3->c[3]
OPENQASM 3.0;
include "stdgates.inc";
qubit[4] q;
bit[4] c;
x q[1];
c[0:1] = measure q[1:2];
measure q[3] -> c[3];
