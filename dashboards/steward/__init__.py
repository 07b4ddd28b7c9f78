"""What data stewards see and decide: deliveries, findings and their repairs, trial deliveries, a new partner."""
