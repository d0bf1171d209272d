internal import Domain
internal import JSON

extension EquipmentModel {
    func write(to object: inout JSONObject) {
        object.put("id", id: id)
        object.put("supplier", supplier)
        object.put("category", category.path)
        object.put("name", name)
        object.put("brand", brand)
        object.put("model_number", modelNumber)
        object.put("description", description)
        object.put("price_cny", price)
        object.put("efficiency", word: efficiency)
        object.put("lead_time_days", leadTimeDays)
        object.put("monthly_capacity", monthlyCapacity)
        object.put("warranty_months", warrantyMonths)
        object.put("first_set", firstSet)
        object.put("listings", listings)
        object.put("specs", specs) { specs, object in
            for spec in specs { object.add(spec.key, spec.value.json) }
        }
        object.put("service_regions", serviceRegions)
        object.put("valid_until", validUntil)
        object.put("status", word: status)
        object.put("domestic_share", domesticShare)
        object.put(source)
    }
}

extension SpecValue {
    var json: JSONValue {
        switch self {
        case .number(let number): .double(number)
        case .text(let text): .string(text)
        case .bool(let bool): .bool(bool)
        }
    }
}

extension Need {
    func write(to object: inout JSONObject) {
        object.put("id", id: id)
        object.put("enterprise", enterprise)
        object.put("title", title)
        object.put("description", description)
        object.put("region", region)
        object.put("action", word: action)
        object.put("directions", directions)
        object.put("lines", list: lines) { $0.write(to: &$1) }
        object.put("investment_total_cny", investmentTotal)
        object.put("fixed_asset_investment_cny", fixedAssetInvestment)
        object.put("plant_investment_cny", plantInvestment)
        object.put("equipment_amount_cny", equipmentAmount)
        object.put("started_on", startedOn)
        object.put("completed_on", completedOn)
        object.put("filing_number", filingNumber)
        object.put("contract_signed_on", contractSignedOn)
        object.put("financing", financing) { financing, object in
            object.put("amount_cny", financing.amount)
            object.put("tenor_months", financing.tenorMonths)
            object.put("own_funds_cny", financing.ownFunds)
            object.put("preferred", financing.preferred)
            object.put("banks", financing.banks)
        }
        object.put("consent", list: consent) { consent, object in
            object.put("provider", id: consent.provider)
            object.put("from", consent.from)
            object.put("to", consent.to)
            object.put("purpose", consent.purpose)
        }
        object.put("status", word: status)
        object.put("submitted_on", submittedOn)
        object.put("site_status", word: siteStatus)
        object.put("progress_share", progressShare)
        object.put("zones", zones)
        object.put("lists", lists)
        object.put("attested", attested)
        object.put(figures: figures)
        object.put(source)
    }
}

extension Line {
    fileprivate func write(to object: inout JSONObject) {
        object.put("line", id: line)
        object.put("category", category.path)
        object.put("quantity", quantity)
        object.put("max_unit_price_cny", maxUnitPrice)
        object.put("min_efficiency", word: minEfficiency)
        object.put("needed_by", neededBy)
        object.put("text", text)
        object.put("replaces", replaces) { replaces, object in
            object.put("installed", replaces.installed)
            object.put("efficiency", word: replaces.efficiency)
            object.put("annual_energy_kwh", replaces.annualEnergyKWh)
        }
        object.put("specs", specs) { specs, object in
            for spec in specs { object.put(spec.key, spec.constraint) { $0.write(to: &$1) } }
        }
    }
}

extension Line.Constraint {
    fileprivate func write(to object: inout JSONObject) {
        switch self {
        case .range(let min, let max):
            object.put("min", min)
            object.put("max", max)
        case .oneOf(let values): object.add("one_of", .array(values.map(\.json)))
        case .is(let flag): object.put("is", flag)
        }
    }
}
