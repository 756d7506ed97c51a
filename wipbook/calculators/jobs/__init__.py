"""One job or contract: cost sheet, earned value, percentage of completion, overtime."""
