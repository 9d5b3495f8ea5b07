// expect-state 0011:1.0,0.0
OPENQASM 2.0;
include "qelib1.inc";
// converted from Quil
qreg ro_q[4];
creg ro[4];
x  ro_q[ 3 ];
h  ro_q[ 0 ];
h  ro_q[ 1 ];
h  ro_q[ 2 ];
cu1(3.141592653589793)  ro_q[ 0 ] , ro_q[ 3 ];
cu1(1.5707963267948966)  ro_q[ 1 ] , ro_q[ 3 ];
cu1(0.7853981633974483)  ro_q[ 2 ] , ro_q[ 3 ];
swap  ro_q[ 0 ] , ro_q[ 2 ];
h  ro_q[ 2 ];
cu1((-1.5707963267948966))  ro_q[ 2 ] , ro_q[ 1 ];
h  ro_q[ 1 ];
cu1((-0.7853981633974483))  ro_q[ 2 ] , ro_q[ 0 ];
cu1((-1.5707963267948966))  ro_q[ 1 ] , ro_q[ 0 ];
h  ro_q[ 0 ];
measure ro_q -> ro;
