"""Policy parameters and the documents they stand on (政策参数、政策文件: E72, E73): a value is never a constant."""
