"""Taking a roster in (名册导入): what a line may say, and how good lines become records of the book."""
