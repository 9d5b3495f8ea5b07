// expect-outcome c=101
// expect-measurements 0->c[0] 1->c[1] 2->c[2]
OPENQASM 3.1;
include "stdgates.inc";
qubit[3] q;
x q[{0, 2}];
bit[3] c = measure q;
