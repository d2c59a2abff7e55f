"""Settings (设置): keys, devices, backups."""
