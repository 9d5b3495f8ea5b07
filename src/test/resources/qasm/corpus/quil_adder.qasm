// expect-state 101111:1.0,0.0
OPENQASM 2.0;
include "qelib1.inc";
// converted from Quil
qreg ro_q[6];
creg ro[6];
x  ro_q[ 0 ];
x  ro_q[ 2 ];
x  ro_q[ 4 ];
x  ro_q[ 3 ];
cx  ro_q[ 2 ] , ro_q[ 1 ];
cx  ro_q[ 2 ] , ro_q[ 0 ];
ccx  ro_q[ 0 ] , ro_q[ 1 ] , ro_q[ 2 ];
cx  ro_q[ 4 ] , ro_q[ 3 ];
cx  ro_q[ 4 ] , ro_q[ 2 ];
ccx  ro_q[ 2 ] , ro_q[ 3 ] , ro_q[ 4 ];
cx  ro_q[ 4 ] , ro_q[ 5 ];
ccx  ro_q[ 2 ] , ro_q[ 3 ] , ro_q[ 4 ];
cx  ro_q[ 4 ] , ro_q[ 2 ];
cx  ro_q[ 2 ] , ro_q[ 3 ];
ccx  ro_q[ 0 ] , ro_q[ 1 ] , ro_q[ 2 ];
cx  ro_q[ 2 ] , ro_q[ 0 ];
cx  ro_q[ 0 ] , ro_q[ 1 ];
measure ro_q -> ro;
