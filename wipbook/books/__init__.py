"""Results, statement, job costs and shared views: the floor that audit, forecast and sheets stand on."""
