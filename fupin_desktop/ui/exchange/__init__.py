"""Exchange (数据交换): bundles, questions, partners."""
