"""Who may do what (岗位与权限): one table of roles and acts, and exceptions an office writes with a reason."""
