"""Reports (统计报表) and gap lists (数据缺口): figures over the register, each of which opens its records."""
