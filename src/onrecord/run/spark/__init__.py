"""Reading and relating on many machines. The one room that knows Spark; it holds no language logic, and calls what one machine calls."""
