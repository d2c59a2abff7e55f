"""Forms (表格): what stands in which cell is data (`resources/forms/*.toml`); here it is read, checked and filled."""
