// expect-state 10111:1.0,0.0
OPENQASM 2.0;
include "qelib1.inc";
// converted from Quil
qreg ro_q[5];
creg ro[5];
x  ro_q[ 4 ];
h  ro_q[ 0 ];
h  ro_q[ 1 ];
h  ro_q[ 2 ];
h  ro_q[ 3 ];
h  ro_q[ 4 ];
cx  ro_q[ 0 ] , ro_q[ 4 ];
cx  ro_q[ 2 ] , ro_q[ 4 ];
cx  ro_q[ 3 ] , ro_q[ 4 ];
h  ro_q[ 0 ];
h  ro_q[ 1 ];
h  ro_q[ 2 ];
h  ro_q[ 3 ];
h  ro_q[ 4 ];
measure ro_q -> ro;
